/**
 * The online store of several nodes: a server that speaks Redis's protocol (Valkey, Redis), by Lettuce. Read {@link
 * dev.parley.feature.redis.RedisOnlineStore} first.
 */
@NullMarked
package dev.parley.feature.redis;

import org.jspecify.annotations.NullMarked;
