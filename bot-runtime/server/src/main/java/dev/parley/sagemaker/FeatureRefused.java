package dev.parley.sagemaker;

/** A request was refused: says what was wrong and what to do. Reasons are SageMaker Feature Store Runtime's exceptions. */
final class FeatureRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final Reason reason;

  FeatureRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static FeatureRefused invalid(String message) {
    return new FeatureRefused(Reason.VALIDATION_ERROR, message);
  }

  Reason reason() {
    return reason;
  }

  /** SageMaker's errors of this service, with their HTTP statuses. */
  enum Reason {
    VALIDATION_ERROR("ValidationError", 400),
    ACCESS_FORBIDDEN("AccessForbidden", 403),
    RESOURCE_NOT_FOUND("ResourceNotFound", 404),
    INTERNAL_FAILURE("InternalFailure", 500),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503);

    private final String code;
    private final int status;

    Reason(String code, int status) {
      this.code = code;
      this.status = status;
    }

    String code() {
      return code;
    }

    int status() {
      return status;
    }
  }
}
