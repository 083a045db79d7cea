/**
 * Says the same in another way: turns statements of a pending migration into forms that block nobody, and cuts the file where
 * a transaction has to end. It works on the text as it is written and promises nothing about the outcome: whoever shows it has
 * run it first. It must know neither rules' conditions nor servers.
 */
@NullMarked
package io.github.flygate.fix;

import org.jspecify.annotations.NullMarked;
