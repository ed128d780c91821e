using System.Net;
using System.Net.Sockets;
using Providers.Failures;

namespace Providers.Tests.Failures;

public class FailureReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, "{}", FailureKind.CallerFault, FailureBlame.Caller)]
    [InlineData(413, "", FailureKind.CallerFault, FailureBlame.Caller)]
    [InlineData(422, "{\"detail\":[{\"msg\":\"Extra inputs\"}]}", FailureKind.CallerFault, FailureBlame.Caller)]
    [InlineData(401, "{\"error\":{\"code\":\"invalid_api_key\"}}", FailureKind.Credential, FailureBlame.Credential)]
    [InlineData(402, "", FailureKind.QuotaExceeded, FailureBlame.Credential)]
    [InlineData(403, "<html>no</html>", FailureKind.Credential, FailureBlame.Credential)]
    [InlineData(404, "{\"error\":\"model 'x' not found\"}", FailureKind.ModelGone, FailureBlame.Model)]
    [InlineData(404, "{\"error\":{\"message\":\"Item with id 'msg_1' not found.\",\"param\":\"input\"}}", FailureKind.CallerFault, FailureBlame.Caller)]
    [InlineData(408, "", FailureKind.Timeout, FailureBlame.Upstream)]
    [InlineData(409, "", FailureKind.Upstream, FailureBlame.Upstream)]
    [InlineData(429, "{\"error\":{\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}", FailureKind.RateLimited, FailureBlame.Upstream)]
    [InlineData(429, "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}", FailureKind.QuotaExceeded, FailureBlame.Credential)]
    [InlineData(429, "{\"error\":{\"type\":\"engine_overloaded_error\"}}", FailureKind.Overloaded, FailureBlame.Upstream)]
    [InlineData(500, "oops", FailureKind.Upstream, FailureBlame.Upstream)]
    [InlineData(502, "<html>Bad gateway</html>", FailureKind.Upstream, FailureBlame.Upstream)]
    [InlineData(503, "", FailureKind.Overloaded, FailureBlame.Upstream)]
    [InlineData(504, "", FailureKind.Timeout, FailureBlame.Upstream)]
    [InlineData(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}", FailureKind.Overloaded, FailureBlame.Upstream)]
    [InlineData(302, "", FailureKind.Upstream, FailureBlame.Upstream)]
    [InlineData(400, "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"x\"}}", FailureKind.ContextLength, FailureBlame.Caller)]
    [InlineData(400, "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens\"}}", FailureKind.ContextLength, FailureBlame.Caller)]
    [InlineData(400, "{\"error\":{\"message\":\"input length and `max_tokens` exceed context limit: 199211 + 20000 > 200000\"}}", FailureKind.ContextLength, FailureBlame.Caller)]
    [InlineData(400, "{\"error\":{\"type\":\"exceed_context_size_error\",\"message\":\"x\"}}", FailureKind.ContextLength, FailureBlame.Caller)]
    [InlineData(400, "{\"error\":{\"message\":\"Invalid request: Your request exceeded model token limit: 8192\"}}", FailureKind.ContextLength, FailureBlame.Caller)]
    [InlineData(400, "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}}", FailureKind.ContentPolicy, FailureBlame.Nobody)]
    [InlineData(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Output blocked by content filtering policy\"}}", FailureKind.ContentPolicy, FailureBlame.Nobody)]
    [InlineData(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Content Exists Risk\"}}", FailureKind.ContentPolicy, FailureBlame.Nobody)]
    [InlineData(400, "{\"error\":{\"code\":\"model_decommissioned\"}}", FailureKind.ModelGone, FailureBlame.Model)]
    [InlineData(400, "[{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]", FailureKind.Credential, FailureBlame.Credential)]
    [InlineData(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low\"}}", FailureKind.QuotaExceeded, FailureBlame.Credential)]
    public async Task Names_the_guilty(int status, string body, FailureKind kind, FailureBlame blame)
    {
        var failure = await Read(status, body);
        Assert.Equal((kind, blame, status), (failure.Kind, failure.Blame, failure.Status));
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public async Task Shows_upstream_text_only_for_the_callers_own_fault()
    {
        var caller = await Read(400, "{\"error\":{\"message\":\"temperature\\nmust be low\",\"code\":\"bad_value\"}}");
        Assert.Equal(("temperature must be low", "bad_value"), (caller.CallerDetail, caller.Code));
        Assert.DoesNotContain("temperature", caller.Message, StringComparison.Ordinal);
        var credential = await Read(401, "{\"error\":{\"message\":\"Incorrect API key provided: sk-abc\",\"code\":\"sk-abc not ok\"}}");
        Assert.Null(credential.CallerDetail);
        Assert.Null(credential.Code);
        Assert.DoesNotContain("sk-abc", credential.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_only_the_beginning_of_an_endless_body()
    {
        var endless = new EndlessStream();
        using var response = new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StreamContent(endless) };
        var failure = await Targets.Adapter("openai").ReadFailureAsync(response, Now, default);
        Assert.Equal(FailureKind.Upstream, failure.Kind);
        Assert.InRange(endless.Given, 1, 64 * 1024);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_the_status_to_speak()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Content = new StreamContent(new Streams.ChoppedStream("{\"err"u8.ToArray(), [], new IOException("reset"))),
        };
        Assert.Equal(FailureKind.RateLimited, (await Targets.Adapter("openai").ReadFailureAsync(response, Now, default)).Kind);
    }

    [Theory]
    [InlineData("retry-after", "7", 7)]
    [InlineData("retry-after", "1.5", 1.5)]
    [InlineData("retry-after", "Sun, 01 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("retry-after", "99999999999999999999", 86400)]
    [InlineData("retry-after-ms", "250", 0.25)]
    public async Task Reads_how_long_to_wait(string header, string value, double seconds)
    {
        var failure = await Read(429, "", (header, value));
        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public async Task Milliseconds_win_and_nonsense_is_ignored()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(10), (await Read(429, "", ("retry-after", "9"), ("retry-after-ms", "10"))).RetryAfter);
        Assert.Null((await Read(429, "", ("retry-after", "soon"))).RetryAfter);
        Assert.Null((await Read(429, "", ("retry-after", "0"))).RetryAfter);
        Assert.Null((await Read(429, "", ("retry-after", "-3"))).RetryAfter);
        Assert.Null((await Read(429, "", ("retry-after", "Sun, 01 Mar 2026 11:00:00 GMT"))).RetryAfter);
        Assert.Null((await Read(429, "")).RetryAfter);
    }

    public static TheoryData<Exception, FailureKind?> Exceptions => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), FailureKind.Connect },
        { new HttpRequestException(HttpRequestError.ConnectionError), FailureKind.Connect },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), FailureKind.Connect },
        { new HttpRequestException(HttpRequestError.ResponseEnded), FailureKind.Cut },
        { new HttpRequestException(HttpRequestError.InvalidResponse), FailureKind.Malformed },
        { new HttpRequestException("x", new IOException("y", new SocketException((int)SocketError.ConnectionReset))), FailureKind.Cut },
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), FailureKind.Connect },
        { new SocketException((int)SocketError.TimedOut), FailureKind.Timeout },
        { new HttpIOException(HttpRequestError.ResponseEnded), FailureKind.Cut },
        { new IOException("reset"), FailureKind.Cut },
        { new TaskCanceledException("x", new TimeoutException()), FailureKind.Connect },
        { new UpstreamFailureException(UpstreamFailure.Malformed("x")), FailureKind.Malformed },
        { new OperationCanceledException(), null },
        { new InvalidOperationException(), null },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Knows_what_the_transport_means(Exception exception, FailureKind? kind) =>
        Assert.Equal(kind, UpstreamFailure.From(exception)?.Kind);

    [Fact]
    public async Task A_refused_connection_is_no_connection()
    {
        // Bound, so that nobody else gets the port meanwhile, and never listening.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)closed.LocalEndPoint!).Port;
        using var client = new HttpClient();
        var thrown = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{port}/")));
        Assert.Equal(FailureKind.Connect, UpstreamFailure.From(thrown)!.Kind);
    }

    private static async Task<UpstreamFailure> Read(int status, string body, params (string Name, string Value)[] headers)
    {
        using var response = Answers.Of(body, (HttpStatusCode)status);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return await Targets.Adapter("openai").ReadFailureAsync(response, Now, default);
    }
}
