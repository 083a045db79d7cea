/**
 * Posts and updates the comment on a pull request at GitHub, and knows what a workflow says of the run it belongs to.
 * The only user of GitHub's API. It decides nothing about migrations, never waits for long, and hands its token to
 * nobody but the API's own server.
 */
@NullMarked
package io.github.flygate.github;

import org.jspecify.annotations.NullMarked;
