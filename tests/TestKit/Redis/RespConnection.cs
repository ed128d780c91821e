using System.Net.Sockets;
using System.Text;

namespace TestKit.Redis;

/// <summary>Speaks just enough of the Redis protocol to ask whether a server is there.</summary>
internal sealed class RespConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader? _reader;

    public async Task OpenAsync(int port)
    {
        await _client.ConnectAsync("127.0.0.1", port);
        _reader = new StreamReader(_client.GetStream());
    }

    /// <summary>Sends a command and returns the first line of the answer.</summary>
    public async Task<string?> AskAsync(params string[] words)
    {
        // As an array of strings: Garnet does not take the one-line form.
        var command = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command));
        return await _reader!.ReadLineAsync();
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _client.Dispose();
    }
}
