/** The entities of the suite, one for each shape of mapping. */
package org.storedfile.persistence.suite.model;
