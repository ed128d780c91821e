using Xunit;

namespace TestKit.Polyglot;

/// <summary>A test that needs Python with gRPC. Where it is missing the test fails on CI and is reported as not run elsewhere.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly string? Reason = NeedsTool.SkipReason(
        "gRPC for Python is not installed (Debian: apt-get install python3-grpcio protobuf-compiler-grpc)",
        Interpreter,
        "-c",
        "import grpc, google.protobuf, shutil, sys; sys.exit(shutil.which('grpc_python_plugin') is None)");

    /// <summary>Asks for the modules once per process.</summary>
    public PythonFactAttribute() => Skip = Reason;

    // The system's own interpreter has the distribution's packages; one earlier on PATH often has not.
    internal static string Interpreter => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}
