/** An application without the library. */
package plain;
