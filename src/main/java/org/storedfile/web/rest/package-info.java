/** Serving and receiving files in Jakarta REST resources. Uses {@code org.storedfile.web} and Jakarta REST. */
@NullMarked
package org.storedfile.web.rest;

import org.jspecify.annotations.NullMarked;
