package org.storedfile.persistence.suite.run;

import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** What a server tells the provider of a unit. A proxy, because each version of the API asks for more. */
record UnitInfo(List<String> managed, DataSource source, boolean jta, ClassLoader loader) {
    PersistenceUnitInfo proxy() {
        return (PersistenceUnitInfo) Proxy.newProxyInstance(
                UnitInfo.class.getClassLoader(),
                new Class<?>[] {PersistenceUnitInfo.class},
                (proxy, method, arguments) -> answer(method));
    }

    private Object answer(Method method) {
        return switch (method.getName()) {
            case "getPersistenceUnitName" -> "suite";
            case "getPersistenceProviderClassName" -> "org.hibernate.jpa.HibernatePersistenceProvider";
            case "getTransactionType" -> constant(method.getReturnType(), jta ? "JTA" : "RESOURCE_LOCAL");
            case "getSharedCacheMode" -> constant(method.getReturnType(), "ENABLE_SELECTIVE");
            case "getValidationMode" -> constant(method.getReturnType(), "NONE");
            case "getManagedClassNames" -> new ArrayList<>(managed);
            case "getJtaDataSource" -> jta ? source : null;
            case "getNonJtaDataSource" -> jta ? null : source;
            case "getClassLoader", "getNewTempClassLoader" -> loader;
            case "getPersistenceXMLSchemaVersion" -> "3.0";
            case "getProperties" -> new Properties();
            case "excludeUnlistedClasses" -> true;
            case "hashCode" -> managed.hashCode();
            case "toString" -> toString();
            default -> method.getReturnType() == List.class ? new ArrayList<>() : null;
        };
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("no " + name + " in " + type);
    }
}
