"""The tables of `people`, made at once."""

import assay.kit.ids
import assay.people.models.user
import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('people', '0001_initial'),
        ('people', '0004_places_and_sign_outs'),
        ('people', '0005_inbox_in_any_language'),
        ('people', '0006_notices'),
        ('people', '0008_calendar_feed'),
    ]

    dependencies = [
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Market',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('code', models.CharField(max_length=20, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('region', models.CharField(help_text='ISO 3166 country or UN M.49 region.', max_length=10)),
                    ('language', models.CharField(help_text='BCP 47.', max_length=20)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True, default='')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('time_zone', models.CharField(default='UTC', max_length=64)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                ],
            ),
            migrations.CreateModel(
                name='Skill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True, default='')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('locale', models.CharField(default='en', max_length=20)),
                    ('time_zone', models.CharField(default='UTC', max_length=64)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_simulated', models.BooleanField(default=False, help_text='Replayed or simulated: has no password.')),
                    ('person_key', models.BinaryField(default=assay.people.models.user.new_person_key, null=True)),
                    ('created_at', models.DateTimeField()),
                    ('deactivated_at', models.DateTimeField(null=True)),
                    ('deactivated_reason', models.TextField(blank=True, default='')),
                    ('signed_out_at', models.DateTimeField(help_text='Sessions that began before have ended.', null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='people_user_email')],
                },
            ),
            migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('sha256', models.BinaryField(help_text='The token itself is shown once and not kept.', max_length=32, unique=True)),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('work', 'Claim and submit tasks'), ('read', 'Read what the person may read'), ('write', 'Change what the person may change')], max_length=10), size=None)),
                    ('created_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('last_used_on', models.DateField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Contributor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('pseudonym', models.CharField(help_text='What everybody outside people sees.', max_length=60, unique=True)),
                    ('standing', models.CharField(choices=[('active', 'Active'), ('probation', 'Probation'), ('paused', 'Paused'), ('off_boarded', 'Off-boarded')], default='active', max_length=12)),
                    ('standing_reason', models.TextField(blank=True)),
                    ('standing_until', models.DateTimeField(null=True)),
                    ('standing_way_back', models.TextField(blank=True)),
                    ('daily_cap', models.PositiveIntegerField(help_text='Tasks a day over all stages; empty: none.', null=True)),
                    ('created_at', models.DateTimeField()),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contributor', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributors', to='people.site')),
                ],
            ),
            migrations.CreateModel(
                name='InboxMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('title', models.CharField(max_length=200)),
                    ('body', models.TextField(blank=True)),
                    ('told', models.JSONField(default=dict, help_text='Title and lines of the body before they were filled in, to say in any language.')),
                    ('address', models.CharField(blank=True, help_text='A path inside Assay.', max_length=300)),
                    ('sent_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inbox', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='ContributorMarket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markets', to='people.contributor')),
                    ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.market')),
                ],
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('channel', models.CharField(choices=[('inbox', 'In Assay'), ('email', 'E-mail')], max_length=5)),
                    ('pace', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Daily digest'), ('weekly', 'Weekly digest'), ('off', 'Off')], max_length=7)),
                    ('is_gathered', models.BooleanField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('dropped', 'Not needed any more')], default='waiting', max_length=7)),
                    ('try_at', models.DateTimeField()),
                    ('n_attempts', models.PositiveSmallIntegerField(default=0)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='people.inboxmessage')),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='NoticeChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('channel', models.CharField(choices=[('inbox', 'In Assay'), ('email', 'E-mail')], max_length=5)),
                    ('pace', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Daily digest'), ('weekly', 'Weekly digest'), ('off', 'Off')], max_length=7)),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='NoticeHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest_at', models.TimeField(default=datetime.time(8, 0))),
                    ('digest_weekday', models.PositiveSmallIntegerField(default=0, help_text='0 is Monday.')),
                    ('quiet_from', models.TimeField(null=True)),
                    ('quiet_until', models.TimeField(null=True)),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_hours', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='ContributorSkill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.SmallIntegerField(default=100)),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='people.contributor')),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.skill')),
                ],
            ),
            migrations.CreateModel(
                name='StandingChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('standing', models.CharField(choices=[('active', 'Active'), ('probation', 'Probation'), ('paused', 'Paused'), ('off_boarded', 'Off-boarded')], max_length=12)),
                    ('reason', models.TextField()),
                    ('until', models.DateTimeField(null=True)),
                    ('way_back', models.TextField(blank=True)),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_changes', to='people.contributor')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.site')),
                ],
            ),
            migrations.AddField(
                model_name='contributor',
                name='team',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributors', to='people.team'),
            ),
            migrations.CreateModel(
                name='Vendor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('created_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('name',), name='people_vendor_name')],
                },
            ),
            migrations.AddField(
                model_name='site',
                name='vendor',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='people.vendor'),
            ),
            migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('role', models.CharField(choices=[('requester', 'Requester'), ('project_owner', 'Project owner'), ('crowd_manager', 'Crowd manager'), ('qa_analyst', 'QA analyst'), ('site_lead', 'BPO site lead'), ('operations_lead', 'Operations lead'), ('reviewer', 'Reviewer'), ('contributor', 'Contributor'), ('administrator', 'Administrator')], max_length=20)),
                    ('project_id', models.BigIntegerField(null=True)),
                    ('markets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, help_text='Empty: all markets.', size=None)),
                    ('granted_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.site')),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                    ('vendor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.vendor')),
                ],
            ),
            migrations.AddField(
                model_name='contributor',
                name='vendor',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributors', to='people.vendor'),
            ),
            migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=assay.kit.ids.new_uid, editable=False, unique=True)),
                    ('sha256', models.BinaryField(help_text='The address itself is shown once.', max_length=32, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='people_calendar_feed_once')],
                },
            ),
            migrations.CreateModel(
                name='ContributorLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(help_text='BCP 47.', max_length=20)),
                    ('level', models.SmallIntegerField(choices=[(1, 'A1'), (2, 'A2'), (3, 'B1'), (4, 'B2'), (5, 'C1'), (6, 'C2'), (7, 'Native')])),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='people.contributor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('contributor', 'language'), name='people_language_once')],
                },
            ),
            migrations.AddIndex(
                model_name='inboxmessage',
                index=models.Index(fields=['user', '-id'], name='people_inbox_of_user'),
            ),
            migrations.AddIndex(
                model_name='inboxmessage',
                index=models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='people_inbox_unread'),
            ),
            migrations.AddConstraint(
                model_name='contributormarket',
                constraint=models.UniqueConstraint(fields=('contributor', 'market'), name='people_market_once'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['try_at', 'id'], name='people_notice_due'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['user', 'channel', 'try_at'], name='people_notice_of_user'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.UniqueConstraint(fields=('message', 'channel'), name='people_notice_once'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('ended_at__isnull', False), _connector='XOR'), name='people_notice_ended'),
            ),
            migrations.AddConstraint(
                model_name='noticechoice',
                constraint=models.UniqueConstraint(fields=('user', 'kind', 'channel'), name='people_notice_choice_once'),
            ),
            migrations.AddConstraint(
                model_name='noticehours',
                constraint=models.CheckConstraint(condition=models.Q(('digest_weekday__lte', 6)), name='people_notice_hours_weekday'),
            ),
            migrations.AddConstraint(
                model_name='noticehours',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_until', None)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='people_notice_hours_both'),
            ),
            migrations.AddConstraint(
                model_name='contributorskill',
                constraint=models.UniqueConstraint(fields=('contributor', 'skill'), name='people_skill_once'),
            ),
            migrations.AddConstraint(
                model_name='contributorskill',
                constraint=models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 100)), name='people_skill_score'),
            ),
            migrations.AddConstraint(
                model_name='team',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('site', 'name'), name='people_team_name'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('vendor', 'name'), name='people_site_name'),
            ),
            migrations.AddConstraint(
                model_name='grant',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('user', 'role', 'project_id', 'vendor', 'site', 'team', 'markets'), name='people_grant_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='grant',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'site_lead'), _negated=True), ('vendor__isnull', False), ('site__isnull', False), ('team__isnull', False), _connector='OR'), name='people_grant_site_lead_has_a_site'),
            ),
            migrations.AddConstraint(
                model_name='contributor',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'paused'), _negated=True), models.Q(models.Q(('standing_reason', ''), _negated=True), models.Q(('standing_until__isnull', False), models.Q(('standing_way_back', ''), _negated=True), _connector='OR')), _connector='OR'), name='people_pause_has_reason_and_way_back'),
            ),
            migrations.AddConstraint(
                model_name='contributor',
                constraint=models.CheckConstraint(condition=models.Q(('site__isnull', True), ('vendor__isnull', False), _connector='OR'), name='people_site_needs_vendor'),
            ),
        ]),
    ]
