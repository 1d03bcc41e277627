using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Notifications.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Notifications;

/// <summary>Entry point of the module.</summary>
public static class NotificationsModule
{
    /// <summary>Mail through the durable queue, to <c>SMTP_HOST</c> or into the local outbox.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddModuleData<NotificationsModel>("notifications", 1);
        services.AddOptions<SmtpOptions>().BindConfiguration("").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>();
        services.AddScoped<IMail, QueuedMail>();
        services.AddJob<SendMail, SendMailHandler>(new JobOptions { Concurrency = 2, Lease = TimeSpan.FromMinutes(2) });
        services.AddTexts(typeof(NotificationsModule).Assembly);
        services.AddSingleton(new PageAssembly(typeof(NotificationsModule).Assembly));
        services.AddSingleton(new NavigationItem("/admin/mail", "notifications.admin.title", "mail", 960, NavigationAudience.Administrator));
        return services;
    }
}
