/** What the listener's tests map. */
package org.storedfile.persistence.listener.model;
