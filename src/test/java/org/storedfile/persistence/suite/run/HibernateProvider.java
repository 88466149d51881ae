package org.storedfile.persistence.suite.run;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Hibernate, with nothing set that is of Stored File. */
final class HibernateProvider implements Provider {
    @Override
    public EntityManagerFactory start(Definition unit) {
        Map<String, Object> settings = new HashMap<>(unit.settings());
        settings.put("hibernate.hbm2ddl.auto", "create");
        settings.put("hibernate.session_factory.statement_inspector", inspector(unit.sql()));
        if (unit.jta()) {
            settings.put("hibernate.transaction.jta.platform", "JBossTS");
        }
        DataSource source = unit.source().logging(unit.sql()::addIfOfJournal);
        UnitInfo info = new UnitInfo(unit.managed(), source, unit.jta(), unit.loader());
        return new HibernatePersistenceProvider().createContainerEntityManagerFactory(info.proxy(), settings);
    }

    @Override
    public void connected(EntityManager em, Connected work) {
        em.unwrap(Session.class).doWork(work::run);
    }

    private static StatementInspector inspector(SqlLog log) {
        return sql -> {
            log.add(sql);
            return sql;
        };
    }
}
