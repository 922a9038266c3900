#!/usr/bin/env bash
# Starts three nodes and a balancer on this machine, to try a cluster. Run mvn package -DskipTests, then this script, and
# open http://localhost:8080/. Ctrl-C stops all processes. Requires Linux, JDK 17 or later, haproxy and curl.
#
# The processes listen on 127.0.0.1: the balancer on port 8080; the nodes on ports 8081 to 8083 for clients, 9991 to 9993
# for management, and 7801 to 7803 and 7901 to 7903 for each other. MUC_PORT_OFFSET=1000 adds 1000 to all of these ports.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
cd "$(dirname "${BASH_SOURCE[0]}")/../target" 2>/dev/null || { echo "Run mvn package -DskipTests first" >&2; exit 1; }

offset=${MUC_PORT_OFFSET:-0}
balancer=$((8080 + offset)) http=$((8080 + offset)) management=$((9990 + offset)) cluster=$((7800 + offset))
folder=$PWD/three-nodes-$balancer
pids=()

fail() {
    echo "$1" >&2
    exit 1
}

# Starts a program in a process group of its own, so that it can be stopped with its children, and by nothing but stop.
start() {
    set -m
    "${@:2}" </dev/null >"$1" 2>&1 &
    pids+=($!)
    set +m
}

# Stops all programs, and kills those that do not stop within 20 seconds.
stop() {
    trap - EXIT
    trap '' INT TERM
    for signal in TERM KILL; do
        for pid in "${pids[@]}"; do kill -"$signal" -- -"$pid" 2>/dev/null || true; done
        for ((i = 0; i < 100; i++)); do [[ -z $(jobs -r) ]] || sleep 0.2; done
    done
}

# Waits until the application answers on a port.
await() {
    until curl -fso /dev/null --max-time 2 "http://127.0.0.1:$2/muc-signaling.js"; do
        kill -0 "${pids[-1 + $3]}" 2>/dev/null || fail "$1 has ended. Logs: $folder"
        [[ ! -e $folder/node-$3/deployments/ROOT.war.failed ]] || fail "The deployment on $1 has failed. Logs: $folder"
        ((SECONDS < 180)) || fail "$1 does not answer after $SECONDS seconds. Logs: $folder"
        sleep 1
    done
}

for program in haproxy curl "${JAVA_HOME:+$JAVA_HOME/bin/}java"; do
    command -v "$program" >/dev/null || fail "Install $program first"
done
[[ -e muc-signaling-cluster.war && -d server ]] || fail "Run mvn package -DskipTests first"
for port in $balancer $((http + 1)) $((http + 2)) $((http + 3)) $((management + 1)) $((management + 2)) $((management + 3)) \
    $((cluster + 1)) $((cluster + 2)) $((cluster + 3)) $((cluster + 101)) $((cluster + 102)) $((cluster + 103)); do
    if (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "Port $port is in use. Nothing was started"; fi
done

trap stop EXIT
trap 'exit 0' INT TERM
MUC_CLUSTER_KEY=$(head -c 48 /dev/urandom | base64 -w0)
export MUC_CLUSTER_KEY LAUNCH_JBOSS_IN_BACKGROUND=1
rm -rf "$folder"
mkdir "$folder"
sed -e "s/bind :443 ssl crt .*/bind 127.0.0.1:$balancer/" \
    -e "s/10\.0\.0\.1:8080/127.0.0.1:$((http + 1))/" -e "s/10\.0\.0\.2:8080/127.0.0.1:$((http + 2))/" \
    -e "s/10\.0\.0\.3:8080/127.0.0.1:$((http + 3))/" ../wildfly-config/haproxy.cfg >"$folder/haproxy.cfg"

members=127.0.0.1:$((cluster + 1)),127.0.0.1:$((cluster + 2)),127.0.0.1:$((cluster + 3))
for node in 1 2 3; do
    base=$folder/node-$node
    cp -r server/standalone "$base"
    rm -rf "$base"/{data,log,tmp} "$base"/deployments/*
    cp muc-signaling-cluster.war "$base/deployments/ROOT.war"
    start "$base.log" server/bin/standalone.sh -Djboss.server.base.dir="$base" -Djboss.node.name=node-$node \
        -Djboss.bind.address=127.0.0.1 -Djboss.bind.address.management=127.0.0.1 \
        -Djboss.http.port=$((http + node)) -Djboss.management.http.port=$((management + node)) \
        -Dmuc.cluster=on -Dmuc.cluster-port=$((cluster + node)) -Dmuc.cluster-members="$members" \
        -Dmuc.trusted-proxies=127.0.0.1
done
for node in 1 2 3; do await "Node $node" $((http + node)) $node; done
start "$folder/haproxy.log" haproxy -db -f "$folder/haproxy.cfg"
await HAProxy "$balancer" 4
echo "Three nodes are up: http://localhost:$balancer/. Logs: $folder"
wait
