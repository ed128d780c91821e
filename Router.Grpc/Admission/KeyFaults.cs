namespace Router.Grpc.Admission;

/// <summary>What a caller is told of its key, over HTTP and gRPC alike.</summary>
internal static class KeyFaults
{
    public static string MessageOf(KeyFault fault) => fault switch
    {
        KeyFault.Missing => "This router serves only callers with a virtual key. Send yours as \"Authorization: Bearer sk-ar-...\" or as x-api-key.",
        KeyFault.Invalid => "There is no such virtual key, or it was revoked. Whoever runs this router makes keys in its catalog.",
        KeyFault.Expired => "This virtual key has expired. Ask whoever runs this router for a new one.",
        KeyFault.Disabled => "This virtual key, its project or its organisation is switched off. Ask whoever runs this router.",
        KeyFault.NotReady => "This router does not know the virtual keys yet, since its catalog is away. Try again shortly.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
