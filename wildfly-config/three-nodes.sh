#!/usr/bin/env bash
# Starts three nodes and a balancer on this machine, to try a cluster. Run mvn package, then this script, and open
# http://localhost:8080/. Ctrl-C stops all processes. Requires haproxy and curl. Nodes listen on ports 8081 to 8083 for
# clients, and on ports 7801 to 7803 and 7901 to 7903 for each other.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../target"
command -v haproxy >/dev/null || { echo "Install haproxy first" >&2; exit 1; }
[[ -e muc-signaling-cluster.war && -d server ]] || { echo "Run mvn package first" >&2; exit 1; }

pids=()
trap 'trap - EXIT; kill "${pids[@]}" 2>/dev/null || true; wait' EXIT
trap 'exit 0' INT TERM

MUC_CLUSTER_KEY=$(head -c 48 /dev/urandom | base64 -w0)
export MUC_CLUSTER_KEY LAUNCH_JBOSS_IN_BACKGROUND=1
rm -rf three-nodes
mkdir three-nodes
sed -e 's/bind :443 ssl crt .*/bind 127.0.0.1:8080/' -e 's/10\.0\.0\.\([1-3]\):8080/127.0.0.1:808\1/' \
    ../wildfly-config/haproxy.cfg >three-nodes/haproxy.cfg

for node in 1 2 3; do
    folder=$PWD/three-nodes/node-$node
    cp -r server/standalone "$folder"
    rm -rf "$folder"/{data,log,tmp} "$folder"/deployments/*
    cp muc-signaling-cluster.war "$folder/deployments/ROOT.war"
    server/bin/standalone.sh -Djboss.server.base.dir="$folder" -Djboss.node.name=node-$node \
        -Djboss.bind.address=127.0.0.1 -Djboss.http.port=808$node -Djboss.management.http.port=999$node \
        -Dmuc.cluster=on -Dmuc.cluster-port=780$node -Dmuc.trusted-proxies=127.0.0.1 \
        -Dmuc.cluster-members=127.0.0.1:7801,127.0.0.1:7802,127.0.0.1:7803 >"$folder.log" 2>&1 &
    pids+=($!)
done

for node in 1 2 3; do
    until curl -fso /dev/null "http://127.0.0.1:808$node/muc-signaling.js"; do
        kill -0 "${pids[node - 1]}" || { echo "Node $node has ended: see target/three-nodes/node-$node.log" >&2; exit 1; }
        sleep 1
    done
done

haproxy -db -f three-nodes/haproxy.cfg &
pids+=($!)
echo "Three nodes are up: http://localhost:8080/. Their logs: target/three-nodes/node-*.log"
wait
