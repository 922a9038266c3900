// The program's class path contains the client, Tyrus, and what JSON-B needs, but nothing of the server.
def libraries = new File(basedir, 'target/lib').list().sort()
assert libraries.collect { it.replaceFirst('-[0-9].*', '') } == [
    'jakarta.json-api', 'jakarta.json.bind-api', 'muc-signaling-client', 'parsson', 'tyrus-standalone-client-jdk', 'yasson',
]

// Maven's dependency tree contains the same number of libraries, which are all needed at run time.
def tree = new File(basedir, 'build.log').readLines().findAll { it =~ /^\[INFO\] [+|\\ -]+\S+:\S+:jar:/ }
assert tree.size() == libraries.size()
assert tree.every { it.endsWith(':compile') || it.endsWith(':runtime') }
