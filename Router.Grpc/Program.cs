using Router.Grpc;
using Router.Grpc.Settings;

SocketScheduling.PreferInline();
var commandLine = CommandLine.Parse(args);
if (commandLine.HelpAsked)
{
    Console.Write(CommandLine.Usage);
    return 0;
}

var builder = WebApplication.CreateBuilder(commandLine.HostOptions);
builder.AddServiceDefaults();
if (!builder.TryAddRouter(commandLine))
{
    return 1;
}

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapRouter();
await app.RunAsync();
return 0;
