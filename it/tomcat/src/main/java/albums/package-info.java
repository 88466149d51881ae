/** Albums with covers, on a servlet container that brings nothing else. */
package albums;
