package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM of this class path, which is asked line by line and answers line by line. */
final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private JavaProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static JavaProcess start(String heap, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.add("-XX:+UseG1GC");
        Stream.of("java.util.logging.config.file", "bench.folder")
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String ask(String question) throws IOException {
        var questions = process.outputWriter(StandardCharsets.UTF_8);
        questions.write(question + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the other JVM ended instead of answering '" + question + "'");
        }
        return answer;
    }

    /** Ends it, by ending its input. */
    @Override
    public void close() throws IOException {
        process.outputWriter().close();
    }
}
