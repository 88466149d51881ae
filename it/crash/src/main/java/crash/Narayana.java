package crash;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The JTA transaction manager, without a log on disk: what a dead node prepared is decided by the parent, either way, as
 * an operator may do.
 */
final class Narayana {
    static {
        for (String store : new String[] {null, "stateStore", "communicationStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(VolatileStore.class.getName());
        }
        try {
            arjPropertyManager
                    .getCoreEnvironmentBean()
                    .setNodeIdentifier(identifier(ProcessHandle.current().pid()));
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalStateException(e);
        }
    }

    private Narayana() {}

    /** Returns what the names of transactions of this process contain. */
    static String identifier(long process) {
        return "(" + process + ")";
    }

    static TransactionManager manager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    static TransactionSynchronizationRegistry registry() {
        return new TransactionSynchronizationRegistryImple();
    }
}
