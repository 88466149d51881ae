package gallery.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns Jakarta REST on. */
@ApplicationPath("api")
public class Api extends Application {}
