// The application contains the fragment, but no library that the server provides.
def war = new java.util.zip.ZipFile(new File(basedir, 'target/help-desk.war'))
def libraries = war.entries().collect { it.name }.findAll { it.startsWith('WEB-INF/lib/') && !it.endsWith('/') }
war.close()
assert libraries.size() == 1
assert libraries[0] ==~ 'WEB-INF/lib/muc-signaling-fragment-.*\\.jar'
