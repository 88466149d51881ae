/** The pages that the tests ask. */
package page;
