/**
 * History in Parquet files, on a disk or in S3, which any tool can read, and the questions that are asked of it in SQL: what was true
 * when, and joins with labels that no later fact leaks into. Read {@link dev.parley.feature.parquet.ParquetStorage} first.
 */
@NullMarked
package dev.parley.feature.parquet;

import org.jspecify.annotations.NullMarked;
