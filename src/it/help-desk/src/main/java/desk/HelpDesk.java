package desk;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** What the help desk answers by HTTP is below {@code /api}. */
@ApplicationPath("api")
public class HelpDesk extends Application {}
