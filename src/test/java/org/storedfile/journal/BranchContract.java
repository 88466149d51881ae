package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileLocation;

/** Branches of XA transactions that are prepared and in doubt, because their process died before it ended them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class BranchContract extends JournalTests {
    /** Returns where connections to the database come from that take part in XA transactions. */
    abstract XADataSource xa();

    /** Ends the process that has the connection, as far as the database sees it. */
    void die(XAConnection connection) throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_keeps_its_upload_until_it_is_committed(int level) throws Exception {
        FileLocation file = location();
        Branch branch = prepared(level, connection -> storedOverdue(connection, file));

        reapAll();
        assertThat(exists(file)).isTrue();
        assertThat(rows(file)).containsExactly(file);
        assertThat(applicationRows()).isZero();
        end(branch, true);
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(applicationRows()).isOne();
        assertThat(journal.status().rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_keeps_its_upload_until_it_is_rolled_back(int level) throws Exception {
        FileLocation file = location();
        Branch branch = prepared(level, connection -> storedOverdue(connection, file));

        reapAll();
        assertThat(exists(file)).isTrue();
        end(branch, false);
        reapAll();

        assertThat(exists(file)).isFalse();
        assertThat(applicationRows()).isZero();
        reapAll();
        assertThat(journal.status().rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_removes_nothing_until_it_is_committed(int level) throws Exception {
        FileLocation file = location();
        write(file);
        Branch branch = prepared(level, connection -> givenUp(connection, file));

        reapAll();
        assertThat(exists(file)).isTrue();
        end(branch, true);
        reapAll();

        assertThat(exists(file)).isFalse();
        assertThat(journal.status().rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_that_is_rolled_back_removes_nothing(int level) throws Exception {
        FileLocation file = location();
        write(file);
        Branch branch = prepared(level, connection -> givenUp(connection, file));

        reapAll();
        end(branch, false);
        reapAll();

        assertThat(exists(file)).isTrue();
        assertThat(journal.status().rows()).isEmpty();
    }

    // A replacement has both: whatever the branch ends with, one file is left, and it is that of the row.
    @ParameterizedTest
    @MethodSource("levels")
    void a_branch_in_doubt_keeps_no_reaper_from_what_others_left(int level) throws Exception {
        FileLocation old = location();
        FileLocation fresh = location();
        FileLocation others = location();
        write(old);
        Branch branch = prepared(level, connection -> {
            storedOverdue(connection, fresh);
            givenUp(connection, old);
        });
        abandon(others);

        reapAll();

        assertThat(storage.keys())
                .containsExactlyInAnyOrder(old.key().value(), fresh.key().value());
        end(branch, true);
        reapAll();
        assertThat(storage.keys()).containsExactly(fresh.key().value());
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private Branch prepared(int level, Work work) throws Exception {
        Branch branch = Branch.next();
        XAConnection own = xa().getXAConnection();
        XAResource resource = own.getXAResource();
        Connection connection = own.getConnection();
        connection.setTransactionIsolation(level);
        resource.start(branch, XAResource.TMNOFLAGS);
        try (Statement statement = connection.createStatement()) {
            // Its snapshot, if it has one, is older than any intent.
            assertThat(count(statement)).isZero();
            work.run(connection);
            statement.execute("insert into snapshot values (1)");
        }
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        die(own);
        restart();
        return branch;
    }

    private void givenUp(Connection connection, FileLocation file) throws SQLException {
        journal.begin().remove(connection, Map.of(file, Duration.ZERO), Set.of());
    }

    private void restart() {
        journal.close();
        journal = journal(journal.settings());
    }

    // As a transaction manager does that has read its log.
    private void end(Branch branch, boolean commits) throws SQLException, XAException {
        XAConnection other = xa().getXAConnection();
        XAResource resource = other.getXAResource();
        assertThat(Stream.of(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                .anyMatch(found -> Arrays.equals(found.getGlobalTransactionId(), branch.getGlobalTransactionId()));
        if (commits) {
            resource.commit(branch, false);
        } else {
            resource.rollback(branch);
        }
        other.close();
    }

    private int applicationRows() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return count(statement);
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet results = statement.executeQuery("select count(*) from snapshot")) {
            results.next();
            return results.getInt(1);
        }
    }
}
