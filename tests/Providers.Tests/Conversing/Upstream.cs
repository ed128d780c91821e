using Providers.Chat;
using Providers.Failures;
using Simulation;

namespace Providers.Tests.Conversing;

/// <summary>A provider on a real port, asked through one adapter.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly IProviderAdapter _adapter;
    private readonly UpstreamTarget _target;

    private Upstream(ProviderSimulator simulator, string profile)
    {
        Simulator = simulator;
        _adapter = Targets.Adapter(profile);
        _target = Targets.Of(profile, "sim-small") with
        {
            BaseAddress = new(simulator.Address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }),
        };
    }

    public ProviderSimulator Simulator { get; }

    public static async Task<Upstream> StartAsync(string profile) => new(await ProviderSimulator.StartAsync(), profile);

    public async Task<ChatAnswer> AskAsync(ChatRequest request)
    {
        using var message = _adapter.CreateChat(request, _target, ParameterDefaults.None);
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        if (!request.Stream)
        {
            return (await _adapter.ReadChatAsync(response, default)).Answer;
        }

        var deltas = new List<ChatDelta>();
        await foreach (var chunk in _adapter.ReadChatStreamAsync(response, default))
        {
            deltas.Add(chunk.ReadDelta());
        }

        return Answers.Join(deltas);
    }

    public async Task<UpstreamFailure> FailAsync(ChatRequest request)
    {
        try
        {
            using var message = _adapter.CreateChat(request, _target, ParameterDefaults.None);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode)
            {
                return await _adapter.ReadFailureAsync(response, DateTimeOffset.UnixEpoch, default);
            }

            if (!request.Stream)
            {
                _ = (await _adapter.ReadChatAsync(response, default)).Answer;
            }
            else
            {
                await foreach (var chunk in _adapter.ReadChatStreamAsync(response, default))
                {
                    _ = chunk.ReadDelta();
                }
            }
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            return failure;
        }

        throw new InvalidOperationException("The upstream answered without a failure.");
    }

    public async Task<IReadOnlyList<string>> ListModelsAsync()
    {
        using var message = _adapter.CreateListModels(_target);
        using var response = await _client.SendAsync(message);
        return [.. _adapter.ReadModels(await response.Content.ReadAsByteArrayAsync()).Models.Select(model => model.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Simulator.DisposeAsync();
    }
}
