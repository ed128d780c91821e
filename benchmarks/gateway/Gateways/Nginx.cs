using System.Diagnostics;

namespace Gateway.Benchmarks.Gateways;

/// <summary>The yardstick that is not .NET, where it is installed.</summary>
internal static class Nginx
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    public static bool IsInstalled => Program is not null;

    /// <summary>One process that hands everything on over kept connections, without a log.</summary>
    public static ProcessStartInfo Start(DirectoryInfo folder, int port, int upstream)
    {
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            daemon off; master_process off; pid {{folder.FullName}}/nginx.pid; error_log stderr crit;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path {{folder.FullName}}; proxy_temp_path {{folder.FullName}}; fastcgi_temp_path {{folder.FullName}};
              uwsgi_temp_path {{folder.FullName}}; scgi_temp_path {{folder.FullName}}; keepalive_requests 1000000000;
              upstream it { server 127.0.0.1:{{upstream}}; keepalive 64; keepalive_requests 1000000000; }
              server { listen 127.0.0.1:{{port}}; location / { proxy_pass http://it; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        var start = new ProcessStartInfo(Program!);
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(configuration);
        return start;
    }
}
