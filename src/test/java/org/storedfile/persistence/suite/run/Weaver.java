package org.storedfile.persistence.suite.run;

import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.persistence.internal.libraries.asm.ClassReader;
import org.eclipse.persistence.internal.libraries.asm.ClassVisitor;
import org.eclipse.persistence.internal.libraries.asm.ClassWriter;
import org.eclipse.persistence.internal.libraries.asm.MethodVisitor;
import org.eclipse.persistence.internal.libraries.asm.Opcodes;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.junit.jupiter.api.Tag;

/**
 * Copies the test classes and has EclipseLink weave the entities of the suite's units. Woven entities notice changes by
 * their own code alone, and those of the suite have public fields; so what the tests do to these fields is made to go
 * through the methods that weaving adds, as it goes in the entities themselves.
 */
public final class Weaver {
    private static final String TESTS = "org/storedfile/persistence/";
    private static final List<String> WOVEN = List.of(TESTS + "suite/", TESTS + "eclipselink/");
    private static final int API = Opcodes.ASM9;
    private static final int FEWEST = 100;

    private final Path target;
    private final Map<String, byte[]> woven = new TreeMap<>();
    private final Map<String, Set<String>> accessors = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    private Weaver(Path target) {
        this.target = target;
    }

    /** Weaves from the first folder into the second. */
    public static void main(String[] folders) {
        int status = 1;
        try {
            run(Path.of(folders[0]), Path.of(folders[1]));
            status = 0;
        } catch (Exception e) {
            System.getLogger(Weaver.class.getName()).log(System.Logger.Level.ERROR, "not woven", e);
        }
        // Tests that start a server when they are loaded leave its threads.
        System.exit(status);
    }

    private static void run(Path source, Path target) throws Exception {
        Weaver weaver = new Weaver(target);
        weaver.copy(source);
        for (Unit unit : weaver.units()) {
            weaver.weave(unit.managed());
        }
        weaver.write();
        System.out.println("woven: " + weaver.woven.size() + " classes");
        // Else the suite would run unwoven, and pass.
        if (weaver.woven.size() < FEWEST) {
            throw new IllegalStateException("only " + weaver.woven.size() + " classes are woven");
        }
    }

    private void copy(Path source) throws IOException {
        for (Path file : all(source)) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(file));
        }
    }

    private List<Unit> units() throws Exception {
        List<Unit> units = new ArrayList<>();
        for (String folder : WOVEN) {
            units.addAll(units(target.resolve(folder)));
        }
        return units;
    }

    private List<Unit> units(Path folder) throws Exception {
        List<Unit> units = new ArrayList<>();
        for (Path file : all(folder)) {
            String name = name(file);
            if (!name.endsWith("Test")) {
                continue;
            }
            Class<?> test = Class.forName(name.replace('/', '.'));
            if (isForHibernate(test)) {
                continue;
            }
            for (Field field : test.getDeclaredFields()) {
                if (field.getType() == Unit.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    units.add((Unit) field.get(null));
                }
            }
        }
        return units;
    }

    // Its entities need not be such that EclipseLink can have them, and it does not run woven.
    private static boolean isForHibernate(Class<?> test) {
        return Stream.of(test.getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals("hibernate"));
    }

    private void weave(List<String> managed) throws Exception {
        List<ClassTransformer> transformers = new ArrayList<>();
        PersistenceUnitInfo info = new UnitInfo(managed, null, false, Weaver.class.getClassLoader()).proxy();
        PersistenceUnitInfo listening = (PersistenceUnitInfo) Proxy.newProxyInstance(
                Weaver.class.getClassLoader(),
                new Class<?>[] {PersistenceUnitInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "addTransformer" -> {
                        transformers.add((ClassTransformer) arguments[0]);
                        yield null;
                    }
                    case "getPersistenceProviderClassName" -> PersistenceProvider.class.getName();
                    case "getPersistenceUnitRootUrl" -> Weaver.class.getResource(".");
                    default -> method.invoke(info, arguments);
                });
        Map<String, Object> settings = Map.of(
                "eclipselink.weaving",
                "true",
                "eclipselink.session-name",
                "weaver" + woven.size() + managed,
                "eclipselink.logging.level",
                "OFF");
        new PersistenceProvider()
                .createContainerEntityManagerFactory(listening, settings)
                .close();
        for (String type : managed) {
            String name = type.replace('.', '/');
            if (!Files.exists(target.resolve(name + ".class"))) {
                continue;
            }
            byte[] plain = Files.readAllBytes(target.resolve(name + ".class"));
            for (ClassTransformer transformer : transformers) {
                byte[] changed = transformer.transform(Weaver.class.getClassLoader(), name, null, null, plain);
                if (changed != null) {
                    woven.put(name, changed);
                }
            }
        }
    }

    private void write() throws IOException {
        for (Map.Entry<String, byte[]> type : woven.entrySet()) {
            note(type.getKey(), type.getValue());
            Files.write(target.resolve(type.getKey() + ".class"), type.getValue());
        }
        for (Path file : all(target.resolve(TESTS))) {
            if (file.toString().endsWith(".class") && !woven.containsKey(name(file))) {
                ClassReader reader = new ClassReader(Files.readAllBytes(file));
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new FieldUses(writer), 0);
                Files.write(file, writer.toByteArray());
            }
        }
    }

    private void note(String name, byte[] code) {
        Set<String> methods = accessors.computeIfAbsent(name, any -> new HashSet<>());
        ClassReader reader = new ClassReader(code);
        parents.put(name, reader.getSuperName());
        reader.accept(
                new ClassVisitor(API) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        methods.add(method + descriptor);
                        return null;
                    }
                },
                0);
    }

    private boolean has(String type, String method) {
        for (String name = type; name != null; name = parents.get(name)) {
            if (accessors.getOrDefault(name, Set.of()).contains(method)) {
                return true;
            }
        }
        return false;
    }

    private String name(Path file) {
        return target.relativize(file).toString().replace('\\', '/').replaceFirst("\\.class$", "");
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the uses of fields that have woven methods. */
    private final class FieldUses extends ClassVisitor {
        FieldUses(ClassVisitor next) {
            super(API, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(API, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    String setter = "_persistence_set_" + field;
                    String getter = "_persistence_get_" + field;
                    if (opcode == Opcodes.PUTFIELD && has(owner, setter + "(" + type + ")V")) {
                        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, setter, "(" + type + ")V", false);
                    } else if (opcode == Opcodes.GETFIELD && has(owner, getter + "()" + type)) {
                        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, getter, "()" + type, false);
                    } else {
                        super.visitFieldInsn(opcode, owner, field, type);
                    }
                }
            };
        }
    }
}
