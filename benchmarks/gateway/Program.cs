using Gateway.Benchmarks;
using Gateway.Benchmarks.Gateways;
using Gateway.Benchmarks.Memory;

// The benchmark starts itself again as upstream and as pass-through, so that each has a process, and a core, of its own.
return args switch
{
    ["upstream", var port] => await Upstream.RunAsync(int.Parse(port, null)),
    ["pass-through", var port, var upstream, var settings] => await PassThrough.RunAsync(int.Parse(port, null), new Uri(upstream), settings == "inline"),
    ["open-streams", .. var rest] => await OpenStreams.RunAsync(Settings.Parse(rest)),
    ["soak", .. var rest] => await Soak.RunAsync(Settings.Parse(rest)),
    _ => await Comparison.RunAsync(Settings.Parse(args)),
};
