/** The promises of DESIGN §1 and the rules of §3 and §4 that keep them, each by its name. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.promises;
