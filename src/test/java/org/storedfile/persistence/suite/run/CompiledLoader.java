package org.storedfile.persistence.suite.run;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Defines classes that are compiled when they are needed, for what only some of the tested versions have. */
public final class CompiledLoader {
    private CompiledLoader() {}

    /** Compiles the source of one class without a package in the folder, and returns what loads it. */
    public static ClassLoader of(Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        if (result != 0) {
            throw new IllegalStateException(name + " could not be compiled");
        }
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledLoader.class.getClassLoader());
    }
}
