/**
 * Where sessions live between streams and requests. Read {@link dev.parley.session.SessionStore} first.
 */
@NullMarked
package dev.parley.session;

import org.jspecify.annotations.NullMarked;
