/**
 * The JUnit 5 extension: a private, writable copy of the project's database for each test class or test method. It
 * chooses who gets which copy and when it goes; what is in one is decided by {@code base}, where it runs by {@code
 * snapshot}. It runs in the tests of others, on their class path: no library may be needed here that a user of the
 * command line would not have to have.
 */
@NullMarked
package io.github.flygate.junit;

import org.jspecify.annotations.NullMarked;
