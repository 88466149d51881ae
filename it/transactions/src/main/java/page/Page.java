package page;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns JAX-RS on. */
@ApplicationPath("api")
public class Page extends Application {}
