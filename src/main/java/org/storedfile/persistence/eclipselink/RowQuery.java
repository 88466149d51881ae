package org.storedfile.persistence.eclipselink;

import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.queries.ExpressionQueryMechanism;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReportQuery;

/** Reads of one row also what {@code @AdditionalCriteria} or the tenants of {@code @Multitenant} hide from queries. */
final class RowQuery extends ReportQuery {
    private static final long serialVersionUID = 1;

    RowQuery(ClassDescriptor descriptor, Object id, ExpressionBuilder row, AbstractSession session) {
        super(descriptor.getJavaClass(), row);
        row.setWasAdditionJoinCriteriaUsed(true);
        setQueryMechanism(new WithoutCriteria(this));
        setSelectionCriteria(descriptor
                .getObjectBuilder()
                .buildPrimaryKeyExpressionFromKeys(id, session)
                .rebuildOn(row));
        setFlushOnExecute(false);
    }

    private static final class WithoutCriteria extends ExpressionQueryMechanism {
        private static final long serialVersionUID = 1;

        WithoutCriteria(DatabaseQuery query) {
            super(query);
        }

        @Override
        @SuppressWarnings("rawtypes") // As it is declared.
        public Expression buildBaseSelectionCriteria(boolean isSubSelect, Map clones, boolean isRestricted) {
            return super.buildBaseSelectionCriteria(isSubSelect, clones, false);
        }
    }
}
