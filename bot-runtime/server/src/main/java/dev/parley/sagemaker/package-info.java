/**
 * SageMaker Feature Store Runtime's wire: an unmodified AWS SDK client puts, gets and deletes records here, by changing its endpoint
 * alone; and what SageMaker has no word for, under paths of our own. Read {@link dev.parley.sagemaker.FeatureRoutes} first.
 */
@NullMarked
package dev.parley.sagemaker;

import org.jspecify.annotations.NullMarked;
