package quickstart;

/** Runs the program as a user does who names an S3 server of his own, with a file of his own. */
final class AnotherServer {
    private AnotherServer() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalS3 server = LocalS3.start()) {
            System.setProperty("storage", "s3");
            System.setProperty("endpoint", server.endpoint());
            System.setProperty("bucket", LocalS3.BUCKET);
            System.setProperty("accessKey", LocalS3.ACCESS_KEY);
            System.setProperty("secretKey", LocalS3.SECRET_KEY);
            System.setProperty("file", arguments[0]);
            Quickstart.main(arguments);
        }
    }
}
