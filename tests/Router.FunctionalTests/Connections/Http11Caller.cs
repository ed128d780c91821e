using System.Text;
using Providers.Failures;
using Router.Grpc.Connections;
using TestKit;

namespace Router.FunctionalTests.Connections;

/// <summary>Asks servers over our own HTTP/1.1, on a clock that stands still.</summary>
internal sealed class Http11Caller : IDisposable
{
    public Http11Caller() => Client = UpstreamClient.Create(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), Clock);

    public FakeClock Clock { get; } = new();

    public HttpMessageInvoker Client { get; }

    /// <summary>The text of an answer.</summary>
    public async Task<string> GetAsync(Uri address, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await Client.SendAsync(request, cancellationToken);
        using var text = new MemoryStream();
        await (await response.Content.ReadAsStreamAsync(cancellationToken)).CopyToAsync(text, cancellationToken);
        return Encoding.ASCII.GetString(text.ToArray());
    }

    /// <summary>What the router takes the end of a call for.</summary>
    public async Task<UpstreamFailure> FailAsync(Uri address)
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(address));
        return UpstreamFailure.From(exception) ?? throw exception;
    }

    public void Dispose() => Client.Dispose();
}
