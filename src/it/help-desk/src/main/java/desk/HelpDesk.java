package desk;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST resources of the help desk, below {@code /api}. */
@ApplicationPath("api")
public class HelpDesk extends Application {}
