"""The tables of `support`, made at once."""

import assay.kit.ids
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kit', '0004_facts'),
        ('people', '0007_time_facts'),
        ('projects', '0004_guideline_facts'),
        ('work', '0005_exposure_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Ticket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('category', models.CharField(choices=[('task', 'A task or a guideline'), ('pay', 'What I am paid'), ('time', 'Shifts and time'), ('account', 'My account'), ('technical', 'Something does not work'), ('treatment', 'How somebody treats me'), ('wellbeing', 'How I am'), ('other', 'Something else')], max_length=12)),
                    ('subject', models.CharField(max_length=160)),
                    ('language', models.CharField(help_text='In which the person reads Assay.', max_length=20)),
                    ('level', models.CharField(help_text='The role that answers now.', max_length=20)),
                    ('state', models.CharField(choices=[('open', 'Waits for support'), ('waiting', 'Waits for you'), ('solved', 'Solved'), ('merged', 'Goes on in another ticket')], default='open', max_length=8)),
                    ('page', models.CharField(blank=True, max_length=300)),
                    ('browser', models.CharField(blank=True, max_length=300)),
                    ('opened_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(help_text='When somebody first answered.', null=True)),
                    ('solved_at', models.DateTimeField(null=True)),
                    ('score', models.SmallIntegerField(help_text='Of the help, 1 to 5, by who asked.', null=True)),
                    ('score_note', models.TextField(blank=True)),
                    ('scored_at', models.DateTimeField(null=True)),
                    ('assignee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to=settings.AUTH_USER_MODEL)),
                    ('contributor', models.ForeignKey(help_text='None: no contributor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='people.contributor')),
                    ('guideline_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.guidelineversion')),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='support.ticket')),
                    ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                    ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='work.task')),
                ],
            ),
            migrations.CreateModel(
                name='TicketClock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('answer', 'First answer'), ('solution', 'Solution')], max_length=8)),
                    ('target_hours', models.PositiveIntegerField(help_text='As it was in force when the clock was started.')),
                    ('started_at', models.DateTimeField()),
                    ('stopped_at', models.DateTimeField(null=True)),
                    ('is_paused', models.BooleanField(default=False)),
                    ('due_at', models.DateTimeField(help_text='Empty while it stands still.', null=True)),
                    ('breached_at', models.DateTimeField(help_text='When the time was over.', null=True)),
                    ('told_at', models.DateTimeField(help_text='When it went to the next level because of it.', null=True)),
                    ('ticket', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='support.ticket')),
                ],
            ),
            migrations.CreateModel(
                name='TicketMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('role', models.CharField(blank=True, max_length=20)),
                    ('text', models.TextField()),
                    ('is_internal', models.BooleanField(default=False, help_text='A note among who answers.')),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='support.ticket')),
                ],
            ),
            migrations.CreateModel(
                name='TicketFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='support.ticketmessage')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TicketPause',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('begins_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='support.ticketclock')),
                ],
            ),
            migrations.CreateModel(
                name='TicketStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('escalated', 'Escalated'), ('filed', 'Filed under another category'), ('asked_back', 'Waits for the person'), ('taken_up', 'Waits for support again'), ('solved', 'Solved'), ('merged', 'Merged'), ('rated', 'Rated')], max_length=10)),
                    ('note', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(help_text='None: by itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='support.ticket')),
                ],
            ),
            migrations.AddIndex(
                model_name='ticket',
                index=models.Index(fields=['author', '-id'], name='support_ticket_of_author'),
            ),
            migrations.AddIndex(
                model_name='ticket',
                index=models.Index(fields=['state', '-id'], name='support_ticket_state'),
            ),
            migrations.AddIndex(
                model_name='ticket',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('subject', config='simple'), name='support_ticket_words'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'merged'), ('merged_into', None), _connector='XOR'), name='support_merged_has_target'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('score', None), ('scored_at', None)), models.Q(('score__gte', 1), ('score__lte', 5), ('scored_at__isnull', False)), _connector='OR'), name='support_score_range'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.CheckConstraint(condition=models.Q(('level__in', ('site_lead', 'crowd_manager', 'operations_lead'))), name='support_level_known'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='support_ticket_has_subject'),
            ),
            migrations.AddIndex(
                model_name='ticketclock',
                index=models.Index(condition=models.Q(('is_paused', False), ('stopped_at', None)), fields=['due_at'], name='support_clock_due'),
            ),
            migrations.AddConstraint(
                model_name='ticketclock',
                constraint=models.UniqueConstraint(fields=('ticket', 'kind'), name='support_clock_once'),
            ),
            migrations.AddConstraint(
                model_name='ticketclock',
                constraint=models.CheckConstraint(condition=models.Q(('stopped_at', None), ('is_paused', False), _connector='OR'), name='support_clock_stopped_or_paused'),
            ),
            migrations.AddIndex(
                model_name='ticketmessage',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='simple'), name='support_message_words'),
            ),
            migrations.AddConstraint(
                model_name='ticketmessage',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='support_message_has_text'),
            ),
            migrations.AddConstraint(
                model_name='ticketmessage',
                constraint=models.CheckConstraint(condition=models.Q(('is_internal', False), models.Q(('role', ''), _negated=True), _connector='OR'), name='support_note_is_staffs'),
            ),
            migrations.AddConstraint(
                model_name='ticketpause',
                constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('clock',), name='support_pause_open_once'),
            ),
            migrations.AddConstraint(
                model_name='ticketpause',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('begins_at')), _connector='OR'), name='support_pause_in_order'),
            ),
        ]),
    ]
