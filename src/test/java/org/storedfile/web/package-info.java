/** Serves and receives with real containers in this process. */
@org.jspecify.annotations.NullMarked
package org.storedfile.web;
