using System.Buffers;
using Providers.Chat;
using Providers.Streams;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>
/// A request body that as an array of its own would be a large object, which only a collection of everything frees. Its array comes from a
/// pool, and goes back after a request that nobody was asked or whose only attempt has sent and read everything: then nobody can look at
/// it any more. In all other cases the collector takes it, for a transport that was cut off may read on for a while, and must not read another's body.
/// </summary>
internal sealed class LargeBody
{
    private readonly byte[] _array;

    private LargeBody(byte[] array) => _array = array;

    /// <summary>Copies a body that is too long for an array of its own.</summary>
    public static ReadOnlyMemory<byte> Take(HttpContext context, in ReadOnlySequence<byte> body)
    {
        if (body.Length > BodyPool.Longest)
        {
            return body.ToArray();
        }

        var length = (int)body.Length;
        var array = BodyPool.Rent(length);
        body.CopyTo(array);
        context.Features.Set(new LargeBody(array));
        return array.AsMemory(0, length);
    }

    /// <summary>Gives the array of a call's body back, if it has one that nobody can look at any more.</summary>
    public static void GiveBack(HttpContext context, ChatCall call)
    {
        if (call.IsBodyFree)
        {
            GiveBack(context, call.Request);
        }
    }

    /// <summary>The same for a request of whose body it is known that nobody can look at it any more.</summary>
    public static void GiveBack(HttpContext context, ChatRequest request)
    {
        if (context.Request.ContentLength is null or > RequestBody.LongestInline
            && context.Features.Get<LargeBody>() is { } large)
        {
            context.Features.Set<LargeBody>(null);
            request.GiveBack();
            BodyPool.Return(large._array);
        }
    }
}
