using AIGenerator.Kernel.Data;
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
        return services;
    }
}
