/**
 * What training has learnt, kept by what it was learnt of, so that a bot that has not changed need not be trained again. Pure: the
 * shell keeps the bytes. Read {@link dev.parley.learning.LearntModels} first.
 */
@NullMarked
package dev.parley.learning;

import org.jspecify.annotations.NullMarked;
