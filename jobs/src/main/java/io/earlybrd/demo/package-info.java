/** Sample boards and subscribers, and the tour that runs every job over them. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.demo;
