package org.storedfile.validation;

/** What a constraint asks of the bytes of a file. */
sealed interface Rule permits SizeLimit, AllowedTypes {}
