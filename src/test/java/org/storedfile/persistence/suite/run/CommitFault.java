package org.storedfile.persistence.suite.run;

/** How the database answers a commit. */
public enum CommitFault {
    /** As it should. */
    NONE,
    /** With an error, and nothing was committed. */
    INSTEAD,
    /** With an error, but everything was committed: the answer was lost. */
    AFTERWARDS
}
