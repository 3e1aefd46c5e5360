/**
 * The online store of somebody else: another Parley, or Amazon SageMaker, both by the AWS SDK; and what makes a store that is far away
 * bearable. Read {@link dev.parley.feature.remote.RemoteOnlineStore} first.
 */
@NullMarked
package dev.parley.feature.remote;

import org.jspecify.annotations.NullMarked;
