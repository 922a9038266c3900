package rtc.it;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import rtc.it.office.Office;
import rtc.it.signin.Door;

/**
 * The packaged WAR with the application of {@link rtc.it.office}: the room {@code staff} is for {@link Users} with the
 * role {@code staff}, and other rooms are for everybody.
 */
final class OfficeApplication {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>ice-servers</servlet-name>
                <servlet-class>rtc.muc.internal.page.IceServersServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>ice-servers</servlet-name>
                <url-pattern>/muc-ice-servers.json</url-pattern>
              </servlet-mapping>
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>for the staff</web-resource-name>
                  <url-pattern>/muc/staff</url-pattern>
                  %s
                </web-resource-collection>
                <auth-constraint><role-name>staff</role-name></auth-constraint>
              </security-constraint>
              %s
              <security-role><role-name>staff</role-name></security-role>
            </web-app>
            """;

    private OfficeApplication() {}

    /**
     * The application.
     *
     * @param login the {@code login-config} of its descriptor
     * @param patterns the {@code url-pattern} elements of further paths that only the staff may access
     * @param settings the settings, one {@code key = value} per line
     */
    static WebArchive war(String login, String patterns, String settings) {
        return Deployed.war(settings)
                .addPackage(Office.class.getPackage())
                .addClass(Door.class)
                .addAsWebResource(new StringAsset("the desk"), "desk.html")
                .addAsWebResource(new StringAsset("the login page"), "login.html")
                .addAsWebResource(new StringAsset("the wrong page"), "wrong.html")
                .addAsWebInfResource(new StringAsset(Users.GROUPS_ARE_ROLES), "payara-web.xml")
                .setWebXML(new StringAsset(WEB_XML.formatted(patterns, login)));
    }
}
