using Router.Grpc.Admission;

namespace Router.Grpc.Operating;

/// <summary>Who may see and order what concerns all callers: whoever may ask about anybody's decisions.</summary>
internal sealed class Operators(LedgerReaders readers)
{
    public const string Message = "Health is shown, and orders are taken, only with the service key in x-service-key or with an admin key, since other machines can reach this router.";
    private const int LongestName = 100;

    public bool Admits(HttpContext context) => readers.Admits(context.Request);

    /// <summary>How whoever asks is called in histories: as they say in <c>x-changed-by</c>, else by their key.</summary>
    public static string Name(HttpContext context)
    {
        var said = context.Request.Headers["x-changed-by"].ToString();
        return said.Length > 0 ? said[..Math.Min(said.Length, LongestName)] : Caller.Of(context).KeyId ?? "an operator";
    }
}
