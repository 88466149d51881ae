/** Starts persistence units for the suite: databases, transactions, and a storage that keeps a record. */
package org.storedfile.persistence.suite.run;
